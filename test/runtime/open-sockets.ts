/** Sockets of this process that are open: what a client must leave as many of as it found. */
export async function openSockets(): Promise<number> {
  // Node counts a UDP socket that is closed until the end of a turn.
  for (let turns = 0; turns < 2; turns++) await new Promise((resolve) => setImmediate(resolve));
  return process.getActiveResourcesInfo().filter((name) => /^(TCPSocketWrap|UDPWrap)$/i.test(name)).length;
}
