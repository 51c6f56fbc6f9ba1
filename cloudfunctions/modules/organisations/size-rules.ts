import { organisationKinds, posts as postLabels, type OrganisationForm, type OrganisationKind, type Post } from '../../../types/contracts/codes'
import type { Refusal } from '../../../types/contracts/errors'
import type { OrganisationWarning } from '../../../types/contracts/organisations'
import { committeePosts, countedBelow, neededPosts, sizeRules } from '../../regulations/organisation-size'
import type { Threshold } from '../../regulations/roster-rules'
import { latestAfter, termRules } from '../../regulations/term-rules'
import { dayInWords } from '../../../types/words'

/** What an organisation is judged by. `members`: of everything below for a committee or general branch, else its own. */
export interface Standing {
  kind: OrganisationKind
  /** Null where nobody is above; left out where no term is judged. */
  parentId?: string | null
  /** The election as the superior has put it off. */
  extension?: { until: string; document: string } | null
  /** Why the superior allows fewer than the rule says; null where it has not. */
  fewerReason: string | null
  members: number
  full: number
  posts: { memberId: string; memberName: string; post: Post; until: string | null; acting: boolean }[]
}

const basisOf = ({ regulation, article }: Threshold<unknown>): string => `《${regulation}》${article}`
const DAY = 86_400_000
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY)
const warning = (key: string, level: OrganisationWarning['level'], text: string, rule: Threshold<unknown>): OrganisationWarning => ({ key, level, text, basis: basisOf(rule) })

/** What the rules say about an organisation as it is: they remind, the superior decides. */
export function warningsFor(standing: Standing, today: string): OrganisationWarning[] {
  if (standing.kind === 'group') return []
  return [...sizeWarnings(standing), ...committeeWarnings(standing), ...termWarnings(standing, today)]
}

function sizeWarnings({ kind, fewerReason, members, full }: Standing): OrganisationWarning[] {
  const found: OrganisationWarning[] = []
  if (kind === 'branch') {
    const { branchFrom, branchUpTo } = sizeRules
    if (full < branchFrom.value && fewerReason === null) found.push(warning('tooFew', 'urgent', `正式党员${full}人，成立党支部要${branchFrom.value}人以上；不足的，可以与邻近单位成立联合党支部，或报上级同意`, branchFrom))
    if (members > branchUpTo.value) found.push(warning('tooMany', 'notice', `党员${members}人，一般不超过${branchUpTo.value}人，可以报上级分设支部`, branchUpTo))
    return found
  }
  if (!countedBelow.includes(kind) || fewerReason !== null) return found
  const needed = sizeRules.foundedFrom.value[kind as 'committee' | 'generalBranch']
  if (members < needed) found.push(warning('tooFew', 'notice', `党员${members}人，设${organisationKinds[kind]}一般要${needed}人以上，人数不足的要经上级同意`, sizeRules.foundedFrom))
  return found
}

function committeeWarnings({ kind, full, posts }: Standing): OrganisationWarning[] {
  const found: OrganisationWarning[] = []
  const { committeeFrom, committeePersons } = sizeRules
  const held = posts.filter(post => committeePosts.includes(post.post))
  const persons = new Set(held.map(post => post.memberId)).size
  const secretary = held.find(post => post.post === 'secretary')
  if (!secretary) found.push(warning('noSecretary', 'urgent', '书记空缺', committeeFrom))
  else if (secretary.acting) found.push(warning('actingSecretary', 'notice', `书记空缺，由${secretary.memberName}代理`, committeeFrom))
  if (kind !== 'branch') return found
  if (full < committeeFrom.value) {
    const beyond = [...new Set(held.filter(post => post.post !== 'secretary' && post.post !== 'deputySecretary').map(post => postLabels[post.post]))]
    if (beyond.length > 0) found.push(warning('noCommittee', 'notice', `正式党员不足${committeeFrom.value}人的支部设书记1人，必要时设副书记1人；现在还有${beyond.join('、')}`, committeeFrom))
    return found
  }
  if (persons < committeePersons.value.from) found.push(warning('needsCommittee', 'urgent', `正式党员${full}人，要设支部委员会（一般3至5人），现在${persons}人`, committeePersons))
  if (persons > committeePersons.value.upTo) found.push(warning('committeeLarge', 'notice', `支委${persons}人，一般不超过${committeePersons.value.upTo}人`, committeePersons))
  const empty = neededPosts.filter(post => !held.some(one => one.post === post)).map(post => postLabels[post])
  if (empty.length > 0) found.push(warning('vacancies', 'notice', `空缺：${empty.join('、')}`, committeeFrom))
  return found
}

/** The earliest end of a committee's terms, held or run out; null where none is written. Who acts for the time being has no part in it. */
export const termDueOf = (posts: (Pick<Standing['posts'][number], 'post' | 'until'> & { acting?: boolean })[]): string | null =>
  posts.filter(post => committeePosts.includes(post.post) && post.until !== null && !post.acting).map(post => post.until as string).sort()[0] ?? null

/** Until when those whose term is over lead on. */
const leadsOn = ({ parentId }: Standing, due: string): string => (parentId === null ? '选出新一届以前，照常履职' : `选出新一届以前照常履职，最晚到${dayInWords(latestAfter(due))}`)

/** The election that is due, by the earliest end of a committee's terms, and what the superior has put off. */
function termWarnings(standing: Standing, today: string): OrganisationWarning[] {
  const due = termDueOf(standing.posts)
  if (due === null) return []
  const left = daysBetween(today, due)
  const { termEnds, latestElection } = sizeRules
  if (left > termEnds.value.notice) return []
  if (left >= 0) return [warning('termEnds', left <= termEnds.value.urgent ? 'urgent' : 'notice', left === 0 ? '任期今天届满，要换届' : `任期还有${left}天届满，准备换届`, termEnds)]
  if (today > latestAfter(due)) return [warning('termLongOver', 'urgent', `任期届满已${-left}天，还没有换届；延期最长不超过1年${standing.parentId === null ? '' : '，权限已停，请上级组织指派负责人'}`, latestElection)]
  const put = standing.extension && standing.extension.until > due ? standing.extension : null
  if (!put) return [warning('termOver', 'urgent', `任期届满已${-left}天，还没有换届；延期要经上级批准。${leadsOn(standing, due)}`, termEnds)]
  const more = daysBetween(today, put.until)
  if (more < 0) return [warning('termOver', 'urgent', `任期已届满，批准的延期也过了${-more}天，还没有换届。${leadsOn(standing, due)}`, termEnds)]
  return [warning('termExtended', more <= termEnds.value.urgent ? 'urgent' : 'notice', `任期已届满，经批准（${put.document}）延期到${dayInWords(put.until)}，${more === 0 ? '今天到期' : `还有${more}天`}`, latestElection)]
}

/** Whether an organisation's term may be set: of a branch, by the superior where there is one, to what the regulation knows. `years` in the refusal. */
export function whyCannotSetTerm({ kind, parentId, fromAbove, termMonths }: { kind: OrganisationKind; parentId: string | null; fromAbove: boolean; termMonths?: number }): Refusal | null {
  if (kind !== 'branch') return { code: 'termOfBranch' }
  if (parentId !== null && !fromAbove) return { code: 'termFromAbove' }
  const { value } = termRules.choices
  return termMonths === undefined || value.includes(termMonths) ? null : { code: 'termChoices', detail: { years: value.map(months => months / 12).join('或') } }
}

/** Whether the election may be put off until a day: by the superior where there is one, a year at most after the term. */
export function whyCannotExtend(facts: { kind: OrganisationKind; parentId: string | null; fromAbove: boolean; due?: string | null; until?: string }): Refusal | null {
  const { kind, parentId, fromAbove, due, until } = facts
  if (kind === 'group') return { code: 'forbidden' }
  if (parentId !== null && !fromAbove) return { code: 'extendFromAbove' }
  if (due === undefined || until === undefined) return null
  if (due === null) return { code: 'extendNothing' }
  return until <= due || until > latestAfter(due) ? { code: 'extendWrong', detail: { due: dayInWords(due), latest: dayInWords(latestAfter(due)) } } : null
}

/** Whether an organisation's form may be set so: by an officer above it where there is one, temporary and joint are branches' forms, and a joint branch covers only so many units. */
export function whyCannotSetForm(facts: { kind: OrganisationKind; parentId: string | null; fromAbove: boolean; form?: OrganisationForm; units?: number | undefined }): Refusal | null {
  if (facts.kind === 'group') return { code: 'forbidden' }
  if (facts.parentId !== null && !facts.fromAbove) return { code: 'formFromAbove' }
  if (facts.form && facts.form !== 'ordinary' && facts.kind !== 'branch') return { code: 'formOfBranch' }
  if (facts.form === 'joint' && (facts.units ?? 2) > sizeRules.jointUnits.value) return { code: 'jointTooMany', detail: { max: sizeRules.jointUnits.value } }
  return null
}
