/** WeChat's own source of randomness (base library 2.19.1). */
export function randomHex(bytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    wx.getRandomValues({
      length: bytes,
      success: ({ randomValues }) => resolve(Array.from(new Uint8Array(randomValues), (byte) => byte.toString(16).padStart(2, '0')).join('')),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    })
  })
}
