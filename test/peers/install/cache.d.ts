/** Folder that holds everything the tests install for themselves; the environment's `DEVGEN_PEERS` moves it. */
export const cache: string;
/** Python with the pinned PyTango. */
export const python: string;
/** Python with EPICS: IOCs of pvxs and of pvAccessCPP, and p4p. */
export const epicsPython: string;
/** Python with ophyd-async, for the benchmarks only. */
export const benchPython: string;
/** Python with ophyd-epicsrs, whose pins differ, for the benchmarks only. */
export const epicsrsPython: string;
/** Folder with epics-tca, for the benchmarks only. */
export const epicsTca: string;
/** Program that does with pvxs, EPICS's client in C++, what a benchmark does. */
export const pvxsClient: string;
/** Pythons with the vendor's PandABlocks client, each IOC that serves a PandA over EPICS, and ophyd-async with EPICS. */
export const pandaPythons: Readonly<Record<'client' | 'ioc' | 'fastcs' | 'ophyd', string>>;
/** Debian's own Python, whose PyTango 9.3 offers devices of IDL 3 and 4. */
export const debianPython: string;
export const jtango: { readonly classes: string; readonly classPath: string };
export const corePva: { readonly classes: string; readonly bigEndian: string; readonly classPath: string };
/** An initialised MariaDB folder with Tango's schema, copied for each database that a test starts. */
export const databaseTemplate: string;
/** Path of the Node of that major version. */
export function nodeBinary(major: number): string;
/** The path itself; throws, with the command that installs it, when it does not exist. */
export function required(path: string, what: string): string;
