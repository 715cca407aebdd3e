/** See `rooms.js`. */
export const rooms: Readonly<
  Record<string, { readonly arrows: readonly string[]; readonly node: readonly string[] }>
>;
