import { Command, MessageStream, PvDataWriter, readSearch, writeMessage } from '@devgen/runtime/pva/codec';
import { DatagramPort, MAX_DATAGRAM } from '../../socket/datagram-port.ts';
import { type Answering, writeAnswer } from './answer.ts';

/** Hears searches by UDP, and answers where this server has what is sought. */
export function openSearchPort(host: string, port: number, answering: Answering): Promise<DatagramPort> {
  return DatagramPort.open({ host, port }, (bytes, from, own) => {
    const stream = new MessageStream(
      {
        message: (command, reader) => {
          if (command !== Command.search) return;
          const search = readSearch(reader);
          const cids = answering.sought(search);
          if (cids.length === 0 && !search.mustReply) return;
          const writer = new PvDataWriter(false);
          writeMessage(
            writer,
            Command.searchResponse,
            (payload) => writeAnswer(payload, answering, search, cids),
            'server',
          );
          own.send(writer.written(), search.replyPort || from.port, search.replyAddress ?? from.address);
        },
        control: () => {},
      },
      { from: 'client', maxMessage: MAX_DATAGRAM },
    );
    stream.push(bytes);
  });
}
