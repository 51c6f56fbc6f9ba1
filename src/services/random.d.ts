/** Randomness that nobody can guess. Taro takes random.weapp.ts for WeChat and random.h5.ts for the preview. */

/** So many random bytes, as lower-case hexadecimal digits. */
export function randomHex(bytes: number): Promise<string>
