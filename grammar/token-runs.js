/**
 * A plugin for peggy that makes a run of symbols, `$[a-z]+` or `$[a-z]*`, one loop over a table of
 * symbols. Without it the generated parser keeps all symbols in a list until the run ends, which
 * takes seconds and hundreds of megabytes for a data block of 30 MB. A regular expression for the
 * run is slower, and on a long run it overflows its own stack now and then. A grammar means the same
 * with and without the plugin, except that the symbols of a class are never listed as expected; a
 * test compiles the grammars both ways and compares.
 *
 * It must not know any grammar. It relies on two names of generated parsers, `input` and
 * `peg$currPos`.
 */

/** How many symbols a table has; whether a class has the symbols beyond is one more fact. */
const tableSize = 256;

/** Adds the pass. Peggy calls it for each grammar that is compiled with this plugin. */
export function use(config) {
  config.passes.transform.push(walkRuns);
}

function walkRuns(grammar) {
  const tables = [];
  replaceRuns(grammar, (run) => {
    const name = `run${tables.length}`;
    tables.push(`const ${name} = Uint8Array.from("${tableOf(run.expression)}", Number);`);
    return walk(name, run);
  });
  const code = `${tables.join('\n')}\n`;
  const location = grammar.location;
  grammar.topLevelInitializer = [
    ...[grammar.topLevelInitializer ?? []].flat(),
    { type: 'top_level_initializer', code, location, codeLocation: location },
  ];
}

/** Replaces the run in every `$run` below a node of the grammar. */
function replaceRuns(node, replacement) {
  if (node.type === 'text' && isRun(node.expression)) {
    node.expression = replacement(node.expression);
    return;
  }
  for (const child of [node.rules, node.elements, node.alternatives, node.expression].flat()) {
    if (child) replaceRuns(child, replacement);
  }
}

function isRun({ type, expression }) {
  if (type !== 'zero_or_more' && type !== 'one_or_more') return false;
  if (expression.type !== 'class' || expression.ignoreCase || expression.unicode) return false;
  return expression.parts.every((part) => codes(part)[1] < tableSize);
}

/** For each symbol of the table whether the class has it, as a digit. */
function tableOf({ parts, inverted }) {
  const ranges = parts.map(codes);
  const has = (code) => ranges.some(([first, last]) => code >= first && code <= last) !== inverted;
  return Array.from({ length: tableSize }, (_, code) => (has(code) ? '1' : '0')).join('');
}

/** The first and the last code of a part of a class: a symbol, or a range of them. */
function codes(part) {
  const [first, last = first] = [part].flat();
  return [first.charCodeAt(0), last.charCodeAt(0)];
}

/** A predicate that goes on at the current position as long as the symbols are in the table. */
function walk(name, { type, expression: { inverted }, location }) {
  const beyond = inverted ? 'false' : 'true';
  const code = `
    const text = input;
    const end = text.length;
    let at = peg$currPos;
    while (at < end) {
      const code = text.charCodeAt(at);
      if (code < ${tableSize} ? ${name}[code] === 0 : ${beyond}) break;
      at++;
    }
    const isRead = ${type === 'one_or_more' ? 'at > peg$currPos' : 'true'};
    peg$currPos = at;
    return isRead;
  `;
  return { type: 'semantic_and', code, location, codeLocation: location };
}
