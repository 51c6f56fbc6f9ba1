import { useState } from 'react'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty'
import { FooterBar } from '../../components/footer'
import { Page } from '../../components/page'
import { Segmented } from '../../components/segmented'
import { open } from '../../services/nav'
import { useHome } from '../../services/session'
import { Activities } from './activities'
import { Notices } from './notices'
import { Votes } from './votes'

const views = [{ key: 'activities', text: '活动' }, { key: 'notices', text: '通知' }, { key: 'votes', text: '表决' }] as const
type View = (typeof views)[number]['key']

/** 支部: what the branch has said and what it does. */
export default function BranchPage() {
  const home = useHome()
  const [view, setView] = useState<View>('activities')
  const can = home.data?.can
  const footer = view === 'activities' && can?.createActivity ? <FooterBar><Button text="组织活动" onTap={() => open('/pages/activities/edit/index')} /></FooterBar>
    : view === 'notices' && can?.postNotice ? <FooterBar><Button text="发通知" onTap={() => open('/pages/notices/edit/index')} /></FooterBar>
    : null
  return (
    <Page query={home} footer={footer}>
      {(data) =>
        data.me ? (
          <>
            <Segmented items={views} chosen={view} onChoose={setView} />
            {view === 'activities' ? <Activities /> : view === 'notices' ? <Notices /> : <Votes />}
          </>
        ) : (
          <EmptyState title="加入支部后，这里是支部的活动、通知和表决" action={{ text: '怎样加入', onTap: () => open('/pages/home/index') }} />
        )
      }
    </Page>
  )
}
