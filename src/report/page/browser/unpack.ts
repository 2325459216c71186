import type { PageModel } from "../model.ts";

/** Everything that the page draws, unpacked. */
export interface Unpacked {
  readonly model: PageModel;
  readonly minutes: Uint32Array;
  readonly spectra: Uint32Array;
}

const bytesOf = async (id: string): Promise<Uint8Array> => {
  const element = document.getElementById(id)!;
  const text = atob(element.textContent!.trim());
  const packed = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) packed[i] = text.charCodeAt(i);
  element.remove();
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

/** The reverse of byte planes: all lowest bytes first. */
const columnsOf = (planes: Uint8Array): Uint32Array => {
  const count = planes.length / 4;
  const values = new Uint32Array(count);
  for (let plane = 0; plane < 4; plane++) {
    const at = plane * count;
    for (let i = 0; i < count; i++) values[i]! |= planes[at + i]! << (8 * plane);
  }
  return values;
};

export const unpack = async (): Promise<Unpacked> => {
  const [model, minutes, spectra] = await Promise.all(["model", "minutes", "spectra"].map(bytesOf));
  return {
    model: JSON.parse(new TextDecoder().decode(model)) as PageModel,
    minutes: columnsOf(minutes!),
    spectra: columnsOf(spectra!),
  };
};
