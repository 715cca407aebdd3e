// The data language (data-format, sections 2 to 11): what single-line and multi-line texts have in
// common. It is compiled together with `single-line.pegjs` or `multi-line.pegjs`, which add white
// space (_), Token, Key and String.
//
// Texts are byte strings: \x80-\xFF are the bytes of national letters, whatever the letters are.
// The alternatives of a value differ in their first character, so a value that could not be read
// is never tried again as something else: reading takes linear time, and the count of open
// containers needs no care when one of them fails.
// A rule's name, such as "a comma", is what the error text says was expected; how far reading came
// decides which names it lists.
//
// Options: `tokens`, the module that knows what tokens mean, `nestingMax`, and `elementsMax`, how many
// elements all arrays, dictionaries and XML elements of the text may have together.

{
  let tokens = options.tokens;
  let nestingMax = options.nestingMax;
  let elementsMax = options.elementsMax;
  let open = 0;
  let elementsRead = 0;

  function enter() {
    return ++open <= nestingMax || tokens.nestedTooDeep(nestingMax);
  }

  function leave() {
    open--;
    return true;
  }

  function count() {
    return ++elementsRead <= elementsMax || tokens.tooManyElements(elementsMax);
  }
}

Text
  = _ @Value _

Value
  = Word
  / String
  / Array
  / Dictionary
  / "#" @Special
  / DataBlock
  / text:$Element { return tokens.xmlElement(text); }

// Strings (section 3)

Word "a value"
  = !"#" @Token

Quoted
  = '"' text:$($[^"\\\0]* Escapes*) ClosingQuote { return tokens.unescaped(text); }

// Lists of limited length, so that a long text is not held symbol by symbol in one long list.
Escapes
  = $("\\" [^\0] $[^"\\\0]*)|1..1024|

ClosingQuote "a closing quotation mark"
  = '"'

// Numbers, time stamps, addresses and null (sections 5 to 8)

Special "a number or a time stamp or an address or null"
  = sign:"-"? digits:Digits { return tokens.number(sign !== null, digits); }
  / "NULL#"i { return null; }
  / "TPAST"i { return tokens.past; }
  / "TFUTURE"i { return tokens.future; }
  / "T" text:$[-0-9_:]+ { return tokens.timeStamp(text); }
  / "I[" address:$[0-9A-Fa-f:.]+ "]" port:(":" @$[0-9]+)? { return tokens.ipAddress(address, port); }

Digits
  = $("0x"i $[0-9A-Fa-f]+)
  / $("0o"i $[0-7]+)
  / $("0b"i $[01]+)
  / $[0-9]+

// Data blocks (section 4)

DataBlock
  = "[" base64:$($[A-Za-z0-9+/ \t\r\n]* $[= \t\r\n]*) BlockEnd { return tokens.dataBlock(base64); }

BlockEnd "base64 symbols and a closing bracket"
  = "]"

// Containers (sections 9 and 10)

Array
  = "(" &{ return enter(); } _ elements:(@Value _ ElementEnd &{ return count(); })* ArrayEnd &{ return leave(); }
    { return elements; }

ElementEnd "a comma or the end of an array"
  = "," _
  / &")"

ArrayEnd "the end of an array"
  = ")"

Dictionary
  = "{" &{ return enter(); } _ Semicolons? pairs:(@Pair PairEnd &{ return count(); })* DictionaryEnd &{ return leave(); }
    { return new Map(pairs); }

Pair
  = key:Key _ Equals _ value:(@Value _ / NoValue) { return [key, value]; }

// Clients write `key=;` for an empty string.
NoValue
  = &[;}] { return ''; }

Equals "an equals sign"
  = "="

PairEnd "a semicolon or the end of a dictionary"
  = Semicolons
  / &"}"

Semicolons
  = (";" $[; \t]* _)+

DictionaryEnd "the end of a dictionary"
  = "}"

// XML (section 11): as much of it as is needed to find the end of an element

Element
  = "<" name:ElementName &{ return enter() && count(); } InsideTag
    ("/>" / TagEnd Contents* EndTagStart end:ElementName Blanks TagEnd &{ return tokens.sameElement(name, end); })
    &{ return leave(); }

ElementName "the name of an element"
  = $[-A-Za-z0-9_:.\x80-\xFF]+

InsideTag
  = InsidePieces*

InsidePieces
  = $($[^<>"'/\0]+ / "/" !">" / '"' $[^"\0]* ClosingQuote / "'" $[^'\0]* ClosingApostrophe)|1..1024|

ClosingApostrophe "a closing apostrophe"
  = "'"

TagEnd "the end of a tag"
  = ">"

EndTagStart "an end tag"
  = "</"

Contents
  = $Content|1..1024|

Content
  = $[^<\0]+
  / "<!--" $($[^-\0]+ / @"-" !"->")* RemarkEnd
  / "<![CDATA[" $($[^\]\0]+ / @"]" !"]>")* SectionEnd
  / "<?" $($[^?\0]+ / @"?" !">")* InstructionEnd
  / $(!"</" Element)

RemarkEnd "the end of a comment"
  = "-->"

SectionEnd "the end of a section"
  = "]]>"

InstructionEnd "the end of a processing instruction"
  = "?>"

Blanks
  = $[ \t\r\n]*
