import { Cell, List } from '../../components/cell'
import { open } from '../../services/nav'

/** What the branch has voted on and asked about: those that wait stand among the to-dos, the finished ones are looked up here. */
export function Votes() {
  return (
    <List>
      <Cell title="表决和征求意见" hint="接收、转正、推优、大会决议，公布后可以看结果" onTap={() => open('/pages/votes/list/index')} />
      <Cell title="民主评议" hint="每年一次，公布后可以看本人的等次" onTap={() => open('/pages/reviews/list/index')} />
      <Cell title="换届选举" hint="选举支部委员会，公布后可以看结果" onTap={() => open('/pages/elections/list/index')} />
    </List>
  )
}
