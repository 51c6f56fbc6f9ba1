import { Text, View } from '@tarojs/components'
import { BelowRows } from '../../components/below-rows'
import { Banner } from '../../components/banner'
import { Cell, List } from '../../components/cell'
import { JoinWays } from '../../components/join-ways'
import { Page } from '../../components/page'
import { Tiles } from '../../components/tiles'
import { open } from '../../services/nav'
import { useHome, type HomeData } from '../../services/session'
import { Coming, Todos } from './todos'
import css from './index.module.scss'
import { standings, posts as postLabels } from '../../../types/contracts/codes'

/** 首页: what waits for me, soonest first; for somebody who is not in a branch yet, how to get in. */
export default function HomePage() {
  const home = useHome()
  return <Page query={home}>{(data) => (data.me ? <Bound data={data} me={data.me} /> : <Outsider />)}</Page>
}

function Outsider() {
  return (
    <View>
      <Banner title="欢迎使用支部" lines={['通知、活动、意见，一处办好']} />
      <Text className={css.lead}>您还没有加入支部。加入只要一次，以后打开就能用。</Text>
      <JoinWays />
      <List>
        <Cell title="使用帮助" onTap={() => open('/pages/about/help/index')} />
        <Cell title="隐私说明" onTap={() => open('/pages/about/privacy/index')} />
      </List>
    </View>
  )
}

function Bound({ data, me }: { data: HomeData; me: NonNullable<HomeData['me']> }) {
  const posts = me.posts.filter((post) => post.confirmed)
  const waiting = me.posts.filter((post) => !post.confirmed)
  // An officer of several organisations begins at the highest one.
  const seat = posts.find((post) => post.organisationKind !== 'branch' && post.organisationKind !== 'group')?.organisationId ?? me.organisationId
  const work = jobs(data.can)
  const roles = posts.map((post) => `${post.organisationId === me.organisationId ? '' : post.organisationName}${postLabels[post.post]}`).join('、')
  return (
    <View>
      <Banner title={`${me.name}同志`} lines={[me.organisationName, roles || standings[me.standing]]} />
      {waiting.map((post) => (
        <Text key={post.postId} className={css.waiting}>
          您的{post.organisationName}{postLabels[post.post]}职务，等另一位负责人确认后即可办理。
        </Text>
      ))}
      <Tiles title="支部工作" items={work} {...(data.can.keepRoster ? { action: { text: '全部', onTap: () => open('/pages/organisations/work/index', { id: seat }) } } : {})} />
      <Todos todos={data.todos} />
      <Coming coming={data.coming} />
      {data.can.seeBelow && data.below.length > 0 ? <BelowRows items={data.below} onOpen={openBelow} action={{ text: '全部', onTap: () => open('/pages/organisations/tree/index', { id: seat }) }} /> : null}
    </View>
  )
}

const openBelow = (id: string): void => open('/pages/organisations/tree/index', { id })

function jobs(can: HomeData['can']): { text: string; hint: string; onTap: () => void }[] {
  return [
    ...(can.postNotice ? [{ text: '发通知', hint: '看谁读了谁没读', onTap: () => open('/pages/notices/edit/index') }] : []),
    ...(can.createActivity ? [{ text: '组织活动', hint: '报名、候补、签到', onTap: () => open('/pages/activities/edit/index') }] : []),
    ...(can.pasteChain ? [{ text: '粘贴接龙', hint: '群接龙直接入账', onTap: () => open('/pages/chains/paste/index') }] : []),
    ...(can.keepRoster ? [{ text: '花名册', hint: '导入、邀请、修改', onTap: () => open('/pages/roster/list/index') }] : []),
  ]
}
