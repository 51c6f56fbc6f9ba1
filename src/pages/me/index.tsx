import { View } from '@tarojs/components'
import { posts as postLabels, standings } from '../../../types/contracts/codes'
import { Banner } from '../../components/banner'
import { Button } from '../../components/button'
import { Cell, List } from '../../components/cell'
import { Page } from '../../components/page'
import { useAction } from '../../services/action'
import { useLeaving } from '../../services/leaving'
import { open } from '../../services/nav'
import { ask, said } from '../../services/say'
import { refreshSession, useHome, type HomeData } from '../../services/session'
import { TextSizes } from './text-sizes'

type MeData = NonNullable<HomeData['me']>

/** 我的: who I am here, what is kept about me, how large the text is, and the way out. */
export default function MePage() {
  const home = useHome()
  return (
    <Page query={home}>
      {(data) => (
        <View>
          {data.me ? <Bound data={data} me={data.me} /> : <Outsider />}
          <TextSizes />
          <List title="关于">
            <Cell title="使用帮助" onTap={() => open('/pages/about/help/index')} />
            <Cell title="隐私说明" onTap={() => open('/pages/about/privacy/index')} />
          </List>
          {data.me ? <Leave /> : null}
        </View>
      )}
    </Page>
  )
}

function Outsider() {
  return (
    <>
      <Banner title="还没有加入支部" lines={['向支部书记要一张加入卡片']} />
      <List>
        <Cell title="怎样加入" onTap={() => open('/pages/home/index')} />
      </List>
    </>
  )
}

function Bound({ data, me }: { data: HomeData; me: MeData }) {
  const officer = me.posts.length > 0
  const leaving = useLeaving()
  return (
    <>
      <Banner title={`${me.name}同志`} lines={[me.organisationName, standings[me.standing]]} />
      <List title="我的">
        <Cell title="我的资料" hint="名册上登记的信息" onTap={() => open('/pages/roster/person/index', { id: me.memberId })} />
        <Cell title="更正我的资料" hint="联系方式自己改，其他请书记核对" onTap={() => open('/pages/dossier/mine/index')} />
        <Cell title="谁看过我的资料" hint="谁、什么时候、为什么" onTap={() => open('/pages/dossier/looks/index')} />
        <Cell title="外出报告和社区报到" hint="外出前报告，返回后登记" onTap={() => open('/pages/floating/detail/index', { id: me.memberId })} />
        {leaving ? <Cell title="毕业去向" hint={leaving.hint} value={leaving.value} onTap={leaving.go} /> : null}
        <Cell title="组织关系转接" hint="申请转出，看办到哪一步" onTap={() => open('/pages/transfers/new/index')} />
        {data.pointsOn ? <Cell title="积分明细" hint="每一分都有来由" onTap={() => open('/pages/points/ledger/index')} /> : null}
        <Cell title="意见诉求" hint="写给支部，看办到哪一步" onTap={() => open('/pages/appeals/list/index')} />
      </List>
      {officer ? (
        <List title="职务">
          {me.posts.map((post) => (
            <Cell key={post.postId} title={postLabels[post.post]} hint={post.organisationName} value={post.confirmed ? '' : '待确认'} onTap={() => open('/pages/organisations/tree/index', { id: post.organisationId })} />
          ))}
          <Cell title="动态码" hint="办理任命等重要操作时验证本人" onTap={() => open('/pages/organisations/factor/index')} />
        </List>
      ) : null}
    </>
  )
}

function Leave() {
  const leave = useAction('binding.leave')
  const go = async (): Promise<void> => {
    const sure = await ask({ title: '退出支部？', text: '退出后这个微信号不再代表您，名册和以往的记录都保留。想再加入，请书记重新发加入卡片。', ok: '退出' })
    if (!sure || !(await leave.run({}))) return
    await refreshSession()
    said('已退出')
    open('/pages/home/index')
  }
  return <Button kind="danger" text="退出支部" busy={leave.busy} onTap={() => void go()} />
}
