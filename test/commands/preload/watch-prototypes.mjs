// Ends the process with 99 where something was added to the objects that all objects inherit from.
const watched = [Object, Array, Function, Map, Promise, String].map(({ prototype }) => prototype);
const state = () => JSON.stringify(watched.map((prototype) => Reflect.ownKeys(prototype).map(String)));
const before = state();
process.once('exit', () => {
  if (state() !== before) process.exitCode = 99;
});
