/**
 * Passwords as an import finds them (rulings 17 and 18): clear ones are kept in the Account's
 * effective form, stored forms of ours as they are or sealed anew, and what nobody can read stays
 * aside. Says nothing of a password to anyone.
 */
import { passwordBytesMax, type PasswordForm, type Passwords } from '../../passwords/passwords.js';
import { isSealed, type Seal } from '../../passwords/sealed-form.js';

/** What becomes of a password. */
export type KeptPassword =
  /** Its stored form. */
  | { readonly stored: string }
  /** Its form is not known: it is kept unchanged, and a new one must be set. */
  | { readonly aside: string };

/** A control character or a scheme in braces that is none of ours. */
const unknownForm = /^(?:[\0-\x1f]|\{[A-Za-z0-9_.+-]+\}.)/;

/** Makes stored forms of what was found. */
export class ImportedPasswords {
  /** `source` opens what was sealed under the key that came along; undefined when none did. */
  constructor(
    private readonly passwords: Passwords,
    private readonly source: Seal | undefined,
  ) {}

  /** What becomes of the text of a password in an Account whose effective form is `form`. */
  keep(text: string, form: PasswordForm): KeptPassword | Promise<KeptPassword> {
    if (this.passwords.isProtected(text)) return { stored: text };
    const opened = isSealed(text) ? this.source?.open(text) : undefined;
    if (opened !== undefined) return this.#protected(opened, 'A-crpt');
    if (text === '' || text.length > passwordBytesMax || unknownForm.test(text)) {
      return { aside: text };
    }
    return this.#protected(text, form);
  }

  #protected(clear: string, form: PasswordForm): KeptPassword | Promise<KeptPassword> {
    const stored = this.passwords.protect(clear, form);
    return typeof stored === 'string' ? { stored } : stored.then((text) => ({ stored: text }));
  }
}
