/** When a vote of an assembly or a committee counts, and when it is carried (DOMAIN.md §1, §2): thresholds with their sources. */
import type { Threshold } from './roster-rules'

const admission = '中国共产党发展党员工作细则（2026年修订）'
const branchRules = '中国共产党支部工作条例（试行）'

/** A share of people, as `part` of `whole`; `more`: it has to be exceeded, or else to be reached. */
export interface Share { part: number; whole: number; more: boolean }

export const majorities = {
  /** Admission and becoming a full member: present of those who have a vote and should come. */
  admissionPresent: { value: { part: 1, whole: 2, more: true }, regulation: admission, article: '第十九条', effectiveFrom: '2026-05-11', kind: 'fixed' },
  /** Votes in favour, written opinions that were sent before included, of all who should come. */
  admissionCarried: { value: { part: 1, whole: 2, more: true }, regulation: admission, article: '第二十条', effectiveFrom: '2026-05-11', kind: 'fixed' },
  /** Other decisions of an assembly. The article's number is from memory. */
  assemblyPresent: { value: { part: 1, whole: 2, more: false }, regulation: branchRules, article: '第十一条', effectiveFrom: '', kind: 'fixed' },
  assemblyCarried: { value: { part: 1, whole: 2, more: true }, regulation: branchRules, article: '第十一条', effectiveFrom: '', kind: 'fixed' },
  /** A committee of a branch. */
  committeePresent: { value: { part: 1, whole: 2, more: false }, regulation: branchRules, article: '第十二条', effectiveFrom: '', kind: 'fixed' },
  /** 推优 by a class or a League branch: the organiser's own rule; this is where it begins. */
  recommendationPresent: { value: { part: 2, whole: 3, more: false }, regulation: '', article: '', effectiveFrom: '', kind: 'default' },
  recommendationCarried: { value: { part: 1, whole: 2, more: true }, regulation: '', article: '', effectiveFrom: '', kind: 'default' },
} satisfies Record<string, Threshold<Share>>

/** Whether `n` of `all` is the share: in whole numbers, so that exactly half is exactly half. */
export const isShare = (n: number, all: number, { part, whole, more }: Share): boolean => (more ? n * whole > all * part : n * whole >= all * part)

/** The smallest number of `all` that is the share. */
export const neededOf = (all: number, { part, whole, more }: Share): number => (more ? Math.floor((all * part) / whole) + 1 : Math.ceil((all * part) / whole))
