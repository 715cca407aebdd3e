// Multi-line texts (data-format, section 1): settings files. White space may be line breaks and
// comments; quoted strings with only white space between them are one string; a bare key may start
// with `#`, as the keys of `.info` files do.

_
  = ($[ \t\r\n]+ / Comment)*

Comment
  = "//" $[^\r\n]*
  / "/*" CommentPieces* CommentEnd

CommentPieces
  = $($[^*]+ / "*" !"/")|1..1024|

CommentEnd "the end of a comment"
  = "*/"

// A comment ends a word, so a word holds no `//` and no `/*`.
Token
  = $($[-A-Za-z0-9_.@!#%:+~\x80-\xFF]+ / "/" ![/*])+

Key "a key"
  = Token
  / String

String
  = first:Quoted others:(_ @Quoted)* { return others.length > 0 ? first + others.join('') : first; }
