// The manual's notation for the parameters of a command:
// CAPITALS keyword, lowerCamel parameter, [ ] optional, ( ) one of, | choice.
// `PASSWORD|TO newPassword` is a keyword with two spellings; a choice with blanks around its bar is
// between whole alternatives.

Usage
  = _ elements:Sequence { return elements; }

Sequence
  = (element:Element _ { return element; })*

Element
  = "[" _ alternatives:Alternatives "]" { return { kind: 'option', alternatives }; }
  / "(" _ alternatives:Alternatives ")" { return { kind: 'group', alternatives }; }
  / first:Keyword rest:("|" word:Keyword { return word; })* { return { kind: 'keyword', words: [first, ...rest] }; }
  / name:Parameter { return { kind: 'parameter', name }; }

Alternatives
  = first:Sequence rest:("|" _ alternative:Sequence { return alternative; })* { return [first, ...rest]; }

Keyword "a keyword in capitals"
  = $([A-Z]+ ![a-z])

Parameter "a parameter in lowerCamel"
  = $([a-z] [A-Za-z0-9]*)

_ = " "*
