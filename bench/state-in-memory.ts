/** How a run hands out its state, piece by piece: the pieces are its own only for a moment. */
type Save = (write: (bytes: Uint8Array) => void) => void;

/** What a run's state is saved as. */
export const bytesOf = (save: Save): Uint8Array => {
  const pieces: Uint8Array[] = [];
  save((bytes) => void pieces.push(bytes.slice()));
  return Buffer.concat(pieces);
};

/** Hands a saved state on in order, as a file would. */
export const readerOf = (bytes: Uint8Array) => {
  let at = 0;
  return (into: Uint8Array): void => {
    if (at + into.length > bytes.length) throw new RangeError("more was asked for than was saved");
    into.set(bytes.subarray(at, at + into.length));
    at += into.length;
  };
};
