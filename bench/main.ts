/**
 * The benchmarks, each a program of its own: `npm run bench` measures throughput, and
 * `npm run bench -- stalls [name...]` how long one client's work keeps the others waiting.
 */
const [first, ...rest] = process.argv.slice(2);
if (first === 'stalls') {
  const { measureStalls } = await import('./stalls/measure.js');
  process.exitCode = (await measureStalls(rest)) ? 0 : 1;
} else {
  await import('./throughput.js');
}
