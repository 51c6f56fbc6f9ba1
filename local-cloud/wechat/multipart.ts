import { invalid } from '../errors'

/** The fields of a multipart/form-data body, as bytes. Source: RFC 7578, as far as the SDK writes it (one level, no encodings). */
export function fieldsOf(body: Buffer, contentType: string): Map<string, Buffer> {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/.exec(contentType)
  if (!boundary) throw invalid('multipart/form-data without a boundary')
  const mark = Buffer.from(`--${boundary[1] ?? boundary[2]}`)
  const fields = new Map<string, Buffer>()
  let at = body.indexOf(mark)
  while (at >= 0) {
    const start = at + mark.length
    // Two dashes after the boundary: the end.
    if (body.subarray(start, start + 2).toString() === '--') return fields
    const next = body.indexOf(Buffer.concat([Buffer.from('\r\n'), mark]), start)
    const headEnd = body.indexOf('\r\n\r\n', start)
    if (next < 0 || headEnd < 0 || headEnd > next) break
    const name = /name="([^"]*)"/.exec(body.subarray(start, headEnd).toString('utf8'))?.[1]
    if (name !== undefined) fields.set(name, body.subarray(headEnd + 4, next))
    at = next + 2
  }
  throw invalid('malformed multipart/form-data: it breaks off')
}
