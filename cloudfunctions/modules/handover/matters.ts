/** What is open in an organisation at this moment: how much of what, never its text. Read in the collections themselves. */
import { _, count, find } from '../../platform/database'
import type { HandoverMatter, Organisation } from '../../platform/documents'
import { holdersOf, inTerm, runningPosts } from '../../services/officers'
import { dayOf, timeInWords } from '../../platform/time'

const NAMED = 3

/** Activities by name and time; the rest by number. */
function named(total: number, activities: { title: string; startsAt: Date }[]): string {
  const names = activities.slice(0, NAMED).map(({ title, startsAt }) => `${title}（${timeInWords(startsAt)}）`)
  return `还没结束的活动：${names.join('、')}${total > names.length ? `等${total}项` : ''}`
}

/** How many posts wait for another officer's confirmation. Two operations. */
async function waitingPosts(organisationId: string, today: string): Promise<number> {
  const posts = (await runningPosts(organisationId)).filter(post => inTerm(post, today))
  const holders = await holdersOf(posts)
  return posts.filter(post => {
    const holder = holders.get(post.memberId)
    return holder?.accountId && !holder.posts.some(held => held.postId === post._id && held.confirmedAccount === holder.accountId)
  }).length
}

/** Matters that the receiver takes over, those that press first; what there is none of is left out. Fourteen operations. */
export async function openMatters(organisation: Pick<Organisation, '_id'>, now: Date): Promise<HandoverMatter[]> {
  const organisationId = organisation._id
  const coming = { organisationId, endsAt: _.gt(now), calledOffAt: null }
  // What is being held waits until somebody closes and publishes it.
  const held = (name: 'reviews' | 'votes' | 'elections'): Promise<number> => count(name, { organisationId, state: _.in(['open', 'paused', 'closed']) })
  const [appeals, transfers, activities, first, imports, unbound, corrections, collections, reviews, votes, elections, posts] = await Promise.all([
    count('appeals', { organisationId, open: true }),
    count('transfers', { within: organisationId, open: true }),
    count('activities', coming),
    find('activities', coming, { orderBy: [['key', 'asc']], limit: NAMED, fields: ['title', 'startsAt'] }),
    count('imports', { organisationId, state: _.in(['staged', 'committing', 'undoing']) }),
    count('members', { organisationId, archived: false, accountId: null }),
    count('corrections', { organisationId, open: true }),
    count('collection_answers', { organisationId, taskState: 'open', state: _.neq('confirmed') }),
    held('reviews'), held('votes'), held('elections'),
    waitingPosts(organisationId, dayOf(now)),
  ])
  const all: HandoverMatter[] = [
    { key: 'appeals', count: appeals, text: `待办的意见诉求${appeals}件` },
    { key: 'transfers', count: transfers, text: `没办完的组织关系转接${transfers}件` },
    { key: 'collections', count: collections, text: `还没确认的填报任务${collections}份` },
    { key: 'reviews', count: reviews, text: `没有公布结果的民主评议${reviews}次` },
    { key: 'votes', count: votes, text: `没有公布结果的表决${votes}次` },
    { key: 'elections', count: elections, text: `没有公布结果的选举${elections}次` },
    { key: 'corrections', count: corrections, text: `待核对的更正申请${corrections}件` },
    { key: 'activities', count: activities, text: named(activities, first) },
    { key: 'imports', count: imports, text: `试导入后还没确认的名册${imports}份` },
    { key: 'posts', count: posts, text: `待确认的职务${posts}个` },
    { key: 'unbound', count: unbound, text: `还没有加入的同志${unbound}位` },
  ]
  return all.filter(matter => matter.count > 0)
}
