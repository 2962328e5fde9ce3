/** What the sources import and a build has in files of its own: a user of devgen installs none of it. */
export const BUNDLED: readonly string[];
