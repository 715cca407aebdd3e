/**
 * The benchmarks, each a program of its own: `npm run bench` measures throughput, and
 * `npm run bench -- stalls [name...]` how long one client's work keeps the others waiting, and
 * `npm run bench -- logins` what logins show by their time and leave of the writes beside them, and
 * `npm run bench -- memory` what many clients can make the server hold.
 */
const [first, ...rest] = process.argv.slice(2);
if (first === 'stalls') {
  const { measureStalls } = await import('./stalls/measure.js');
  process.exitCode = (await measureStalls(rest)) ? 0 : 1;
} else if (first === 'logins') {
  const { measureLogins } = await import('./logins/measure.js');
  process.exitCode = (await measureLogins(rest)) ? 0 : 1;
} else if (first === 'memory') {
  const { measureMemory } = await import('./memory.js');
  process.exitCode = (await measureMemory()) ? 0 : 1;
} else {
  await import('./throughput.js');
}
