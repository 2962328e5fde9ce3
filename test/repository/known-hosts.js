// Loaded before a command, so that the names in DEVGEN_TEST_HOSTS (NAME=ADDRESS) lead to the loopback addresses beside them.
import dns from 'node:dns';

const hosts = new Map((process.env['DEVGEN_TEST_HOSTS'] ?? '').split(' ').map((entry) => entry.split('=')));
const { lookup } = dns;

dns.lookup = (name, ...rest) => lookup(hosts.get(name) ?? name, ...rest);
