import { useState } from 'react'
import { useAction } from '../../../services/action'
import type { Query } from '../../../services/query'
import type { OutputOf } from '../../../../types/contracts'
import { ask, said } from '../../../services/say'
import type { Person } from './lists'

/** The most names that one call takes. */
const AT_ONCE = 200

export interface Work {
  /** Checks people in, or takes it back; false where it did not go through. */
  tick: (memberIds: string[], present: boolean) => Promise<boolean>
  /** Signs somebody up or off after asking; true when done. */
  signUpFor: (person: Person, going: boolean) => Promise<boolean>
  busy: boolean
  /** Who has just been checked in, so that one tap takes it back. */
  justTicked: string[]
}

/** The work on an activity's people; the list is brought up to date by each answer. */
export function useWork(activityId: string, people: Query<OutputOf<'activities.people'>>): Work {
  const [justTicked, setJustTicked] = useState<string[]>([])
  const ticking = useAction('activities.tick')
  const signing = useAction('activities.signUpFor')

  const tick = async (memberIds: string[], present: boolean): Promise<boolean> => {
    for (let from = 0; from < memberIds.length; from += AT_ONCE) {
      const answer = await ticking.run({ activityId, memberIds: memberIds.slice(from, from + AT_ONCE), present })
      if (!answer) return false
      people.put(answer)
    }
    setJustTicked(present ? memberIds : [])
    return true
  }
  const signUpFor = async (person: Person, going: boolean): Promise<boolean> => {
    const sure = await ask(going
      ? { title: `为${person.name}报名？`, text: '名单上会标明由您代办，本人也能看到并撤回。', ok: '报名' }
      : { title: `取消${person.name}的报名？`, text: person.state === 'going' ? '有人候补时，位置会自动让给候补的同志。' : '取消后再报名要重新排队。', ok: '取消报名', no: '先不' })
    if (!sure) return false
    const answer = await signing.run({ activityId, memberId: person.memberId, going })
    if (!answer) return false
    said(!going ? '已取消报名' : answer.mine === 'waiting' ? `已排候补第${answer.position ?? ''}位` : '已代为报名')
    await people.reload()
    return true
  }
  return { tick, signUpFor, busy: ticking.busy || signing.busy, justTicked }
}
