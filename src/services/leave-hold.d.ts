/** How a page holds back. Taro takes leave-hold.weapp.ts for WeChat and leave-hold.h5.ts for the preview. */

/** From now on going back asks this question first; the answer lets go. */
export function hold(question: string): () => void
