/** Sockets of this process that are open: what a client must leave as many of as it found. */
export function openSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap' || name === 'UDPWRAP').length;
}
