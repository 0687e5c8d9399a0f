#pragma once

#include "profile/test_profile.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace cicada {

class Card;
class MessageBar;
class ProblemLabel;
class ProfileDocument;
class RoleLabel;
class RunSession;
class TargetBook;
class TargetChecklist;
class TargetForm;
class TargetList;
class TargetMonitor;

/// Where the test goes: the chosen target is the profile's. The local sandbox always stands first,
/// then what the profile brought itself, then the targets saved on this machine.
class TargetPage : public QWidget
{
    Q_OBJECT

public:
    TargetPage(ProfileDocument* document, RunSession* session, TargetBook* book,
        TargetMonitor* monitor, QWidget* parent = nullptr);

    /// A new saved target, chosen, with the keyboard in its URI.
    void addTarget();

private:
    Card* createListCard();
    Card* createDetailsCard();
    QWidget* createSandboxView();
    QWidget* createEndpointView();
    Card* createCheckCard();
    void connectParts();

    void choose(const QString& key);
    void chooseSaved(const QString& name);
    void importFromClipboard();
    void duplicateTarget();
    void removeTarget();
    void renameTarget(const QString& wished);
    void changeEndpoint(const Endpoint& endpoint);

    void refreshList();
    void refreshDetails();
    void refreshSandbox();
    void refreshPassword();
    void refreshCheckButton();
    void test();
    void showCheckEnd();

    /// The endpoint that is edited: of the saved target or the profile's own; null for the sandbox
    /// and for a saved one this machine does not know.
    const Endpoint* shownEndpoint() const;

    ProfileDocument* m_document;
    RunSession* m_session;
    TargetBook* m_book;
    TargetMonitor* m_monitor;

    MessageBar* m_message;
    TargetList* m_list;
    QPushButton* m_duplicate;
    QPushButton* m_remove;
    Card* m_details = nullptr;
    QStackedWidget* m_views;
    QLabel* m_sandboxServer = nullptr;
    RoleLabel* m_unknownTarget = nullptr;
    TargetForm* m_form;
    TargetChecklist* m_checklist;
    QPushButton* m_test;
    bool m_testing = false; ///< the monitor's check is shown in the list
    QString m_shownKey;     ///< whose password is in the form
};

} // namespace cicada
