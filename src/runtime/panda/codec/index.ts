/** Bytes of a PandA's two ports to structures and back, without I/O. Unversioned: devgen's own. */
export { CHANGE_GROUPS, type Change, type ChangeGroup, parseChange } from './control/change.ts';
export { type Identity, parseIdentity } from './control/identity.ts';
export { LineSplitter } from './control/line-splitter.ts';
export { type BlockListing, type FieldListing, parseBlock, parseField } from './control/listing.ts';
export { type Reply, ReplyReader } from './control/reply.ts';
export { dataLine, LONGEST_LINE, queryLine, setLine, tableLine, type TableWrite } from './control/request.ts';
export { captureHeader, sizeOf } from './data/capture-header.ts';
export type { CaptureField, CaptureHeader, FieldType } from './data/capture-header.ts';
export { type CaptureFormat, type CaptureOptions, optionLine } from './data/capture-options.ts';
export type { CaptureHandler } from './data/capture-handler.ts';
export { CaptureReader } from './data/capture-reader.ts';
export { type Column, columnsOf, type ColumnValues } from './data/columns.ts';
export { type CaptureEnd, type EndReason, isGoodEnd, parseEnd } from './data/end-reason.ts';
export { parseHeader } from './data/header-text.ts';
export { protocolError } from './protocol-error.ts';
export { parseColumn, type TableColumn, type TableLayout, tableLayout } from './table/table-layout.ts';
export { columnRange, packColumn, unpackColumn } from './table/table-rows.ts';
export { wordsFromAscii, wordsFromBase64, wordsToAscii, wordsToBase64 } from './table/table-text.ts';
