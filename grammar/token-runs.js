/**
 * A plugin for peggy that makes a run of symbols, `$[a-z]+` or `$[a-z]*`, one search with a sticky
 * regular expression. Without it the generated parser looks at each symbol by itself and keeps them
 * all in a list until the run ends, which takes seconds and hundreds of megabytes for a data block
 * of 30 MB. A grammar means the same with and without it, except that the symbols of a class are
 * never listed as expected; a test compiles the grammars both ways and compares.
 *
 * It must not know any grammar. It relies on two names of generated parsers, `input` and
 * `peg$currPos`.
 */

/** Adds the pass. Peggy calls it for each grammar that is compiled with this plugin. */
export function use(config) {
  config.passes.transform.push(searchRuns);
}

function searchRuns(grammar) {
  const patterns = [];
  replaceRuns(grammar, (run) => {
    patterns.push(`const run${patterns.length} = ${patternOf(run)};`);
    return search(`run${patterns.length - 1}`, run.location);
  });
  const code = `${patterns.join('\n')}\n`;
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
  return expression.type === 'class' && !expression.ignoreCase && !expression.unicode;
}

function patternOf({ type, expression: { parts, inverted } }) {
  const symbols = parts.map((part) => [part].flat().map(escaped).join('-')).join('');
  return `/[${inverted ? '^' : ''}${symbols}]${type === 'one_or_more' ? '+' : '*'}/y`;
}

function escaped(symbol) {
  return `\\u${symbol.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A predicate that searches at the current position and moves there. */
function search(name, location) {
  const code = `
    ${name}.lastIndex = peg$currPos;
    if (!${name}.test(input)) return false;
    peg$currPos = ${name}.lastIndex;
    return true;
  `;
  return { type: 'semantic_and', code, location, codeLocation: location };
}
