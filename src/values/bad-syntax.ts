/** A text that is not in the data language or not a command line. */

/**
 * The text cannot be understood. `message` is in the protocol's style (lower case, says what was
 * expected or could not be read) and goes to the client as it is.
 */
export class BadSyntax extends Error {}
