/**
 * A generated parser makes all its functions, constants and tables anew at each call, which costs
 * more than reading a short line. Here they move to its module: what a call makes that never
 * changes is made once, and what a call changes is set anew at its beginning. A call cannot be made
 * inside another one then, and a parser keeps nothing of a text once it is read. A test compiles the
 * grammars both ways and compares.
 *
 * It must not know any grammar. It relies on the layout that peggy gives to its code, and throws for
 * another one.
 */

const opening = '\nfunction peg$parse(input, options) {\n';
const closing = '\n}\n\nconst peg$allowedStartRules';

/** What is the same in every call. */
const constant = /^ {2}(?:function |const peg\$(?:FAILED|startRuleFunctions|[cre]\d+) )/;

/** What belongs to one call: it has a name, and what it is in the beginning. */
const variable = /^ {2}(?:let|const) ([\w$]+)(?: = ([^]*))?;\s*$/;

/** The code of a parser with everything in its module that a call need not make. */
export function hoisted(code: string): string {
  const start = code.indexOf(opening);
  const end = code.indexOf(closing);
  if (start < 0 || end < start) throw new Error('the generated parser has an unknown layout');
  const constants: string[] = [];
  const names: string[] = [];
  const call: string[] = [];
  for (const statement of statementsOf(code.slice(start + opening.length, end))) {
    const [, name, value] = variable.exec(statement) ?? [];
    if (constant.test(statement)) constants.push(statement);
    else if (name === undefined) call.push(statement);
    else {
      names.push(name);
      call.push(`  ${name} = ${value ?? 'undefined'};\n`);
    }
  }
  return [
    code.slice(0, start),
    // `var`, which is never looked at for being there already.
    `\nvar input = "";\nvar ${names.join(', ')};\n\n`,
    ...constants,
    '\nfunction peg$parse(text, options) {\n  input = text;\n  try {\n',
    ...call,
    `  } finally {\n    input = "";\n    ${names.join(' = ')} = undefined;\n  }`,
    code.slice(end),
  ].join('');
}

/** The statements of a function's body; each begins at a line that is indented by two blanks. */
function statementsOf(body: string): readonly string[] {
  return body.split(/^(?= {2}[^ }])/m).filter((statement) => statement.trim() !== '');
}
