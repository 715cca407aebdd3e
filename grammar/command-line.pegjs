// A command line (protocol, section 8; data-format, section 15): a command word, then keywords and
// values, which are given. A word may also be `*` alone. `(` and `{` end a word, so they need no blank before them;
// everything else does. It is compiled together with `single-line.pegjs` and `values.pegjs`.

CommandLine
  = _ CommandWord @(Gap @Item &{ return count(); })* _

CommandWord "a command"
  = Token

Gap "a blank"
  = $[ \t]+
  / &[({]

Item
  = value:BareWord !MailSign { return { value, bare: true }; }
  / &MailAddress value:MailAddress { return { value, bare: false }; }
  / value:BracketedAddress { return { value, bare: false }; }
  / value:Value { return { value, bare: false }; }

BareWord
  = Word
  / "*"

// An e-mail address may stand in angle brackets, and may have signs that no word has. What is in
// the brackets is no XML: the name of an element ends before an `@`.
MailAddress
  = "<" @Mailbox ">"
  / Mailbox

Mailbox
  = $($[-A-Za-z0-9_.!#%:+~/$&'=?^`|\x80-\xFF]+ "@" $[-A-Za-z0-9_.:\x80-\xFF]+)

MailSign
  = [$&'=?^`|]

// An address needs no `#I` here: no data block has a point or a colon in it.
BracketedAddress
  = "[" address:$($[0-9A-Fa-f]* [.:] $[0-9A-Fa-f:.]*) "]" port:(":" @$[0-9]+)? { return tokens.ipAddress(address, port); }
