// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Hears of every write that changes what is known of a customer, from the table classes themselves, so that nobody who keeps copies can be
// forgotten. Called on the writing thread inside the transaction, before anybody believes the write.
#pragma once

#include "base/identifier.h"

namespace silverlane::store {

class CustomerObserver {
public:
    virtual ~CustomerObserver() = default;
    virtual void changed(const CustomerId& customer) = 0;
    /// A statement went over many customers.
    virtual void all_changed() = 0;
};

}  // namespace silverlane::store
