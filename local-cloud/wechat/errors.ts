/** A refusal of WeChat's open API: errcode and errmsg as its error table has them. */
export class WechatError extends Error {
  constructor(
    readonly errcode: number,
    readonly errmsg: string,
  ) {
    super(errmsg)
  }
}

/** Codes of the SDK itself. Source: wx-server-sdk 4.0.2, config/error.config. */
export const NOT_FOUND = -604100
export const NO_PERMISSION = -604101
