/**
 * The parameter `command` of the CLI over HTTP (protocol, section 7.1), percent-decoded to the
 * bytes that were meant, whether or not they are UTF-8.
 */
import { BadSyntax } from '../values/bad-syntax.js';
import { asciiLower } from '../values/letters.js';

/**
 * The values of `command` in a query or in a form, both byte strings. Names of parameters are
 * compared in any letter case; other parameters mean nothing.
 */
function commandsIn(form: string): readonly string[] {
  return form
    .split('&')
    .map((parameter) => {
      const equals = parameter.indexOf('=');
      return equals < 0
        ? [parameter, '']
        : [parameter.slice(0, equals), parameter.slice(equals + 1)];
    })
    .filter(([name = '']) => asciiLower(decoded(name)) === 'command')
    .map(([, value = '']) => decoded(value));
}

/** The one command line in a query and a form, without its line end. Throws `BadSyntax`. */
export function commandIn(query: string, form: string): string {
  const [command, ...others] = [...commandsIn(query), ...commandsIn(form)];
  if (command === undefined || others.length > 0) {
    throw new BadSyntax('incorrect command parameters - expected one parameter command');
  }
  return withoutLineEnd(command);
}

/** A command line that came from a file ends like one. */
export function withoutLineEnd(line: string): string {
  return line.replace(/[\r\n]+$/, '');
}

function decoded(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replaceAll(/%([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
