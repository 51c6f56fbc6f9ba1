/** The part of the qrcode package that is used; it brings no types. */
declare module 'qrcode' {
  export function toBuffer(text: string, options: { width: number; margin: number; errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' }): Promise<Buffer>
}
