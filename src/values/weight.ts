/** How much a value holds, without making a text of it. */
import { isArray, isDictionary, XmlElement, type Value } from './value.js';

/** What a value may hold. */
export interface Weight {
  /** Elements of arrays and pairs of dictionaries, at every depth. */
  readonly elements: number;
  /** Bytes of strings, keys, data blocks and XML elements. */
  readonly bytes: number;
}

/** Whether values hold more together than they may; looks no further than needed to tell. */
export function isHeavier(values: Iterable<Value>, { elements, bytes }: Weight): boolean {
  let elementsLeft = elements;
  let bytesLeft = bytes;
  const isOver = (value: Value): boolean => {
    if (typeof value === 'string') bytesLeft -= value.length;
    else if (value instanceof Uint8Array) bytesLeft -= value.length;
    else if (value instanceof XmlElement) bytesLeft -= value.text.length;
    else if (isArray(value)) {
      elementsLeft -= value.length;
      return elementsLeft < 0 || value.some(isOver);
    } else if (isDictionary(value)) {
      elementsLeft -= value.size;
      if (elementsLeft < 0) return true;
      for (const [key, inner] of value) {
        bytesLeft -= key.length;
        if (isOver(inner)) return true;
      }
    }
    return bytesLeft < 0;
  };
  for (const value of values) if (isOver(value)) return true;
  return false;
}
