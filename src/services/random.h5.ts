export const randomHex = (bytes: number): Promise<string> =>
  Promise.resolve(Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join(''))
