import { whenText } from './dates'
import { useQuery } from './query'

/** The branch's activities to come and the last ones, for choosing the meeting at which something is voted on; empty while they are fetched. */
export function useMeetings(): { key: string; text: string }[] {
  const [coming, past] = [useQuery('activities.list', { when: 'coming', limit: 10 }), useQuery('activities.list', { when: 'past', limit: 5 })]
  return [...(coming.data?.items ?? []), ...(past.data?.items ?? [])].filter(({ state }) => state !== 'cancelled').map(({ id, title, startsAt }) => ({ key: id, text: `${whenText(startsAt)} ${title}` }))
}
