import { useRouter } from '@tarojs/taro'
import type { BallotKind } from '../../../../types/contracts/codes-ballots'
import { param } from '../../../services/nav'
import { RoomCode } from './room-code'
import { Slips, type Pile } from './slips'

/** What voters scan: the code on the screen, or the slips that are printed. */
export default function BallotScreenPage() {
  const { params } = useRouter()
  const pile: Pile = { kind: (param(params, 'kind') || 'review') as BallotKind, id: param(params, 'id'), group: param(params, 'group') }
  const slips = param(params, 'slips')
  return slips ? <Slips pile={pile} toPrint={slips === 'print'} /> : <RoomCode pile={pile} />
}
