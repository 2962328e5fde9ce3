const FIELD = /^(.+)\.([A-Z][A-Z0-9]*)$/;

/** A record and a field of it, from `RECORD.FIELD`; the value where no field is named. */
export function splitName(name: string): { readonly record: string; readonly field: string } {
  const [, record, field] = FIELD.exec(name) ?? [];
  return record === undefined || field === undefined ? { record: name, field: 'VAL' } : { record, field };
}
