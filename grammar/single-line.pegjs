// Single-line texts (data-format, section 1): command lines, their replies, stored documents.
// Blanks are spaces and TABs; there are no comments, because `//` and `/*` occur in paths.

_
  = $[ \t]*

Token
  = $[-A-Za-z0-9_.@!#%:+~/\x80-\xFF]+

Key "a key"
  = !"#" @Token
  / Quoted

String
  = Quoted
