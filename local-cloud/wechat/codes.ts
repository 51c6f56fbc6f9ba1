import { toBuffer } from 'qrcode'
import { WechatError } from './errors'
import type { Parameters } from './messages'

/**
 * Mini-program codes: pictures of a QR code that leads to the preview's page. Source of the rules: WeChat,
 * getwxacodeunlimit (scene ≤ 32 of the listed characters, page without / at the start and without parameters).
 */
const SCENE = /^[0-9a-zA-Z!#$&'()*+,/:;=?@\-._~]{1,32}$/
const DEFAULT_PAGE = 'pages/index/index'

export interface Picture {
  readonly body: Buffer
  readonly contentType: string
}

export async function getUnlimited(template: string, { scene, page = DEFAULT_PAGE, width = 430 }: Parameters): Promise<Picture> {
  if (typeof scene !== 'string' || !SCENE.test(scene)) throw new WechatError(40129, 'invalid scene')
  if (typeof page !== 'string' || page === '' || page.startsWith('/') || /[?#]/.test(page)) throw new WechatError(41030, 'invalid page')
  return picture(fill(template, page, scene), width)
}

/** Codes for a path with parameters (getwxacode, createwxaqrcode). */
export async function get(template: string, { path, width = 430 }: Parameters): Promise<Picture> {
  if (typeof path !== 'string' || path === '' || path.length > 128) throw new WechatError(40159, 'invalid length for path, or the data is not json string')
  const [page = '', query = ''] = path.split('?')
  const target = fill(template, page, '')
  return picture(query === '' ? target : `${target.replace(/[?&][^=?&]*=$/, '')}?${query}`, width)
}

const fill = (template: string, page: string, scene: string): string => template.replaceAll('{page}', encodeURI(page)).replaceAll('{scene}', encodeURIComponent(scene))

async function picture(target: string, width: unknown): Promise<Picture> {
  if (typeof width !== 'number' || !Number.isInteger(width) || width < 280 || width > 1280) throw new WechatError(40097, 'invalid args: width is 280 to 1280')
  return { body: await toBuffer(target, { width, margin: 2, errorCorrectionLevel: 'M' }), contentType: 'image/png' }
}
