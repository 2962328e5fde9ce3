const TEXT = { type: 'string', minLength: 1 } as const;
const TEXTS = { type: 'array', items: TEXT } as const;
/** A pattern whose placeholders are written as macros are. */
const PLACEHOLDERS = String.raw`(?:[^$\s]|\$\([A-Za-z][A-Za-z0-9_]*\))`;

/** What an entry under `sources` of `devgen.yaml` may say of EPICS; JSON Schema. */
export const epicsConfigSchema = {
  description: 'EPICS: an IOC or another server of PVs, or all that are found.',
  type: 'object',
  additionalProperties: false,
  required: ['kind', 'address'],
  properties: {
    kind: { const: 'epics' },
    address: {
      description:
        'pva://HOST or pva://HOST:PORT, a server or a name server; pva: or env for what EPICS_PVA_ADDR_LIST and the other variables say. Over Channel Access ca://HOST:PORT or ca:. ${NAME} is replaced from the environment.',
      ...TEXT,
    },
    include: { description: 'Globs of devices; all when absent.', $ref: '#/$defs/globs' },
    exclude: { description: 'Globs of devices to leave out.', $ref: '#/$defs/globs' },
    classes: { description: 'Globs of device classes; all when absent.', $ref: '#/$defs/globs' },
    excludeClasses: { description: 'Globs of device classes to leave out.', $ref: '#/$defs/globs' },
    pvi: {
      description:
        'PVI PVs, each the root of a device. Without pvi, pvs, lists and databases: all that the server has.',
      ...TEXTS,
    },
    pvs: { description: 'Names of PVs.', ...TEXTS },
    lists: { description: 'Text files of PV names, one a line; # begins a comment.', ...TEXTS },
    databases: {
      description: 'Record databases (.db, .template) and substitution files, whose records are pulled.',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['file'],
        properties: {
          file: { description: 'Relative to this file.', ...TEXT },
          macros: {
            description: 'Macros by name.',
            type: 'object',
            additionalProperties: { type: 'string' },
          },
          path: {
            description: "Folders where templates and included files are looked for, beside the file's own.",
            ...TEXTS,
          },
        },
      },
    },
    devices: {
      description: 'How PVs make devices: the first rule whose pattern fits a PV. Other PVs are grouped by separators.',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['pv'],
        properties: {
          pv: {
            description:
              'The name of a PV with $(member) where the member begins; what is before it is the device. Other $(NAMES) and * stand for any text, # for digits.',
            type: 'string',
            pattern: String.raw`^${PLACEHOLDERS}*\$\(member\)${PLACEHOLDERS}*$`,
          },
          class: {
            description: 'The class of these devices; $(NAMES) of the pattern may be in it.',
            type: 'string',
            pattern: `^${PLACEHOLDERS}+$`,
          },
          rename: {
            description: 'What members are called, by what the PV says.',
            type: 'object',
            additionalProperties: TEXT,
          },
        },
      },
    },
    ignore: {
      description: 'Patterns of PVs to leave out: * stands for any text, # for digits.',
      ...TEXTS,
    },
    separators: {
      description: 'Characters that part the words of PV names where no rule fits, most often a colon.',
      default: ':',
      ...TEXT,
    },
    pairs: {
      description:
        'How a setpoint and its readback are told from their names, by what is behind the name that they share.',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['set', 'read'],
        properties: {
          set: { description: 'Behind the setpoint; may be empty.', type: 'string' },
          read: { description: 'Behind the readback; may be empty.', type: 'string' },
        },
      },
    },
    access: {
      description: 'What may be done with PVs, by pattern, where records do not tell: r, w, rw, or x to execute.',
      type: 'object',
      additionalProperties: { enum: ['r', 'w', 'rw', 'x'] },
    },
  },
} as const;
