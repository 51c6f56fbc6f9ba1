import qrcode from 'qrcode-generator'

/** A QR code as a picture that an Image can show. */
export function qrOf(text: string): string {
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  return code.createDataURL(6, 6)
}
