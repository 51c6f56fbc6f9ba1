/** How sensitive items are opened: the law names the duty to limit access, the numbers are the product's defaults. */
import type { Threshold } from './roster-rules'

const law = '中华人民共和国个人信息保护法'

export const privacyRules = {
  /** Reveals by one account in a row: nobody copies a roster by tapping. */
  revealPace: { value: { tries: 5, minutes: 1 }, regulation: law, article: '第五十一条', effectiveFrom: '2021-11-01', kind: 'default' },
  /** More reveals than these are an unusual run: no more for so many hours, and those who appoint are told. */
  unusualReveals: { value: { tries: 20, minutes: 60, hours: 24 }, regulation: law, article: '第五十一条', effectiveFrom: '2021-11-01', kind: 'default' },
  /** Different records that are not the caller's and were asked for; as many trip the account's breaker until the time is over. */
  unusualRefusals: { value: { tries: 100, minutes: 60 }, regulation: law, article: '第五十一条', effectiveFrom: '2021-11-01', kind: 'default' },
} satisfies Record<string, Threshold<{ tries: number; minutes: number; hours?: number }>>
