/** A handover that waits to be filled and a graduation list, for the pages that show one; made through the product's own actions. */
import type { ActionName, InputOf, OutputOf } from '../../types/contracts'
import { dynamicCode } from './world'

type Call = <A extends ActionName>(openid: string, action: A, input: InputOf<A>) => Promise<OutputOf<A>>

/** Somebody of the branch who has joined. */
async function joined(call: Call, secretary: string, organisationId: string, name: string, openid: string): Promise<string> {
  const { memberId } = await call(secretary, 'roster.add', { organisationId, name, standing: 'full' })
  await call(openid, 'binding.accept', { code: (await call(secretary, 'binding.invite', { memberId })).code })
  return memberId
}

/** The address parameters of the season's pages, by route. */
export async function furnishSeason(call: Call, secretary: string, organisationId: string): Promise<[string, string][]> {
  const receiverId = await joined(call, secretary, organisationId, '郑新', 'o-season-receiver')
  let [witness] = (await call(secretary, 'handover.choices', { organisationId })).witnesses
  if (!witness) {
    const memberId = await joined(call, secretary, organisationId, '何平', 'o-season-witness')
    const { secret } = await call(secretary, 'session.enrolFactor', {})
    await call(secretary, 'session.activateFactor', { code: await dynamicCode(secret) })
    await call(secretary, 'posts.appoint', { organisationId, memberId, post: 'disciplineOfficer' });
    [witness] = (await call(secretary, 'handover.choices', { organisationId })).witnesses
  }
  const { handoverId } = await call(secretary, 'handover.start', { organisationId, receiverId, witnessId: witness!.id })
  const memberIds = [receiverId, await joined(call, secretary, organisationId, '吕毕', 'o-season-leaver')]
  const { year } = await call(secretary, 'graduation.add', { organisationId, leavesOn: `${new Date().getUTCFullYear() + 1}-06-30`, dueOn: new Date(Date.now() + 15 * 86_400_000).toISOString().slice(0, 10), memberIds })
  await call(secretary, 'graduation.assign', { organisationId, year, memberIds: [receiverId], kind: 'work', to: '中共示例科技有限公司委员会' })
  const of = (pages: string[], query: string): [string, string][] => pages.map(page => [`pages/season/${page}/index`, query])
  return [...of(['handovers', 'handover-new', 'graduation', 'graduation-add'], `id=${organisationId}`), ...of(['handover', 'handover-edit'], `id=${handoverId}`), ...of(['leaver'], `id=${receiverId}`)]
}
