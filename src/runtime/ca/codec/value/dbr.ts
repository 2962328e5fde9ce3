import { CA_FORMS, CA_TYPES, type CaForm, type CaType } from './ca-data.ts';

/** Types that are no value in a form: an alarm with its acknowledgement, the record's type. */
export const STSACK_STRING = 37;
export const CLASS_NAME = 38;

export const STRING_SIZE = 40;
export const UNITS_SIZE = 8;
export const LABEL_SIZE = 26;
export const MOST_LABELS = 16;
/** Seconds from 1970 to 1990, when EPICS begins to count. */
export const EPICS_EPOCH = 631_152_000;

/** Bytes of one element, by its number on the wire. */
const ELEMENT_SIZES = [STRING_SIZE, 2, 4, 2, 1, 4, 8] as const;

/** Bytes before the first element: by form, then by type. */
const VALUE_OFFSETS: readonly (readonly number[])[] = [
  [0, 0, 0, 0, 0, 0, 0],
  [4, 4, 4, 4, 5, 4, 8],
  [12, 14, 12, 14, 15, 12, 16],
  [4, 24, 40, 422, 19, 36, 64],
  [4, 28, 48, 422, 21, 44, 80],
];

const TYPE_NUMBERS = numbered(CA_TYPES);
const FORM_NUMBERS = numbered(CA_FORMS);

/** The number that a type in a form has on the wire. */
export function dbrType(type: CaType, form: CaForm = 'plain'): number {
  return FORM_NUMBERS[form] * CA_TYPES.length + TYPE_NUMBERS[type];
}

function numbered<N extends string>(names: readonly N[]): Readonly<Record<N, number>> {
  return Object.fromEntries(names.map((name, number) => [name, number])) as Record<N, number>;
}

/** How a value of a number on the wire lies in a payload. */
export interface DbrLayout {
  readonly type: CaType;
  readonly form: CaForm;
  /** Of the first element. */
  readonly offset: number;
  /** Of one element. */
  readonly size: number;
}

const LAYOUTS: readonly DbrLayout[] = CA_FORMS.flatMap((form, formIndex) =>
  CA_TYPES.map((type, index) => ({
    type,
    form,
    offset: VALUE_OFFSETS[formIndex]![index]!,
    size: ELEMENT_SIZES[index]!,
  })),
);

/** Undefined for a number that is no value in a form. */
export function layoutOf(dbr: number): DbrLayout | undefined {
  return LAYOUTS[dbr];
}

/** The type of a channel by its number. */
export function typeOf(native: number): CaType | undefined {
  return CA_TYPES[native];
}
